import { Module, type Type } from '@nestjs/common';
import { AccountRegister } from './accounts/account-register';
import { Accounts } from './accounts/accounts';
import { AccountsController } from './accounts/accounts.controller';
import { OwnPasswordController } from './accounts/own-password.controller';
import { Passwords } from './accounts/passwords';
import { Clocks } from './clock/clocks';
import { PublicClockController } from './clock/public-clock.controller';
import { AsyncApiController } from './docs/async-api.controller';
import { DocsController } from './docs/docs.controller';
import { OpenApiController } from './docs/openapi.controller';
import { SchemasController } from './docs/schemas.controller';
import type { Upstreams } from './door/upstream';
import { CalendarsController } from './programmes/calendars.controller';
import { ProgrammesController } from './programmes/programmes.controller';
import { Sessions } from './sessions/sessions';
import { SessionsController } from './sessions/sessions.controller';
import { SignInAttempts } from './sessions/sign-in-attempts';
import { UPSTREAMS } from './tokens';

/** The gateway's own routes, before the given services. */
export function gatewayModule(upstreams: Upstreams): Type {
  @Module({
    controllers: [
      SessionsController,
      OwnPasswordController,
      AccountsController,
      ProgrammesController,
      CalendarsController,
      PublicClockController,
      OpenApiController,
      AsyncApiController,
      SchemasController,
      DocsController,
    ],
    providers: [
      { provide: UPSTREAMS, useValue: upstreams },
      { provide: SignInAttempts, useValue: new SignInAttempts() },
      Accounts,
      AccountRegister,
      Passwords,
      Sessions,
      Clocks,
    ],
  })
  class GatewayModule {}
  return GatewayModule;
}
