import type { DiscoveryService, DiscoverableDecorator } from '@nestjs/core';

/** A provider that carries one of our decorators, with what the decorator says. */
export interface Found<Options, Instance> {
  options: Options;
  instance: Instance;
}

/** @throws where a decorated class lacks the method that its decorator promises */
export function discover<Options, Instance>(
  discovery: DiscoveryService,
  decorator: DiscoverableDecorator<Options>,
  isInstance: (candidate: unknown) => candidate is Instance,
): Found<Options, Instance>[] {
  return discovery.getProviders({ metadataKey: decorator.KEY }).flatMap((wrapper) => {
    const options: Options | undefined = discovery.getMetadataByDecorator(decorator, wrapper);
    if (options === undefined) return [];
    const instance: unknown = wrapper.instance;
    if (!isInstance(instance)) throw new Error(`${String(wrapper.name)} lacks the method that its decorator needs`);
    return [{ options, instance }];
  });
}

export function hasMethod<Instance>(name: keyof Instance & string): (candidate: unknown) => candidate is Instance {
  return (candidate): candidate is Instance =>
    typeof candidate === 'object' && candidate !== null && typeof Reflect.get(candidate, name) === 'function';
}
