import { tokenAnswer } from '@sanban/contracts';
import { Refused, type Api } from '../../connection/api';
import { persistently } from './persistence';

/** Password of every demo account that the platform seeds. */
export const DEMO_PASSWORD = 'sanban-demo';

/** The accounts that the demo speaks as: each signs in once, when it is first needed. */
export class Cast {
  private readonly signedIn = new Map<string, Promise<Api>>();

  constructor(private readonly api: Api) {}

  /** Does it as `user`; signs in again where the token is not known any more. */
  async as<T>(user: string, act: (api: Api) => Promise<T>): Promise<T> {
    return await persistently(async () => {
      try {
        return await act(await this.token(user));
      } catch (error) {
        if (!(error instanceof Refused && error.problem.status === 401)) throw error;
        this.signedIn.delete(user);
        return await act(await this.token(user));
      }
    });
  }

  private token(user: string): Promise<Api> {
    const known = this.signedIn.get(user);
    if (known !== undefined) return known;
    const signing = this.api
      .post('/tokens', { username: user, password: DEMO_PASSWORD }, tokenAnswer)
      .then(({ body }) => this.api.as(body.token));
    this.signedIn.set(user, signing);
    // A sign-in that failed is tried anew by the next who needs it.
    signing.catch(() => this.signedIn.delete(user));
    return signing;
  }
}
