import { Inject, Injectable } from '@nestjs/common';
import type { DepartmentService } from '@sanban/contracts';
import { Programmes, SERVICE_CONFIG, SERVICE_NAME, type ServiceConfig } from '@sanban/service-kit';

/** Which agencies of this service work in a system of their own, by configuration. */
@Injectable()
export class OutsideSystems {
  private readonly systems: ReadonlyMap<string, string>;

  /** @throws where an agency is declared that no programme names: its messages would be waited for in vain */
  constructor(
    @Inject(SERVICE_CONFIG) { integration }: ServiceConfig,
    @Inject(SERVICE_NAME) service: DepartmentService,
    programmes: Programmes,
  ) {
    const declared = Object.entries(integration?.outsideSystems ?? {});
    const unknown = declared.find(([agency]) => programmes.agency(agency) === undefined);
    if (unknown !== undefined) throw new Error(`outsideSystems: no programme names the agency ${unknown[0]}`);
    this.systems = new Map(declared.filter(([agency]) => programmes.agency(agency)?.service === service));
  }

  get none(): boolean {
    return this.systems.size === 0;
  }

  agencies(): string[] {
    return [...this.systems.keys()];
  }

  /** The system's name. */
  of(agency: string): string | undefined {
    return this.systems.get(agency);
  }
}
