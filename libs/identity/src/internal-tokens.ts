import { createSigner, createVerifier } from 'fast-jwt';
import { LRUCache } from 'lru-cache';
import { principalSchema, type Principal } from './principal';
import { z } from 'zod';

/** Header in which the gateway tells a service who is asking. Never accepted from outside. */
export const PRINCIPAL_HEADER = 'x-sanban-principal';

const ISSUER = 'sanban-gateway';
const claims = z.object({ principal: principalSchema, exp: z.number() });

interface Signed {
  token: string;
  /** Milliseconds since 1970 until which it is handed out again. */
  renewAt: number;
}

/**
 * Short-lived HS256 tokens between the gateway and the services. Both directions are cached: a principal object is
 * signed again only when half of its token's life is over, and a token that was verified once costs a lookup.
 */
export class InternalTokens {
  private readonly signed = new WeakMap<Principal, Signed>();
  private readonly verified: LRUCache<string, { principal: Principal; expiresAt: number }>;
  private readonly signer: (payload: { principal: Principal }) => string;
  private readonly verifier: (token: string) => unknown;

  /** @param secret shared by the gateway and all services, at least 32 characters. */
  constructor(
    secret: string,
    private readonly options: { lifetimeSeconds?: number; cacheSize?: number; now?: () => number } = {},
  ) {
    if (secret.length < 32) throw new Error('the internal secret needs at least 32 characters');
    this.verified = new LRUCache({ max: options.cacheSize ?? 10_000 });
    this.signer = createSigner({ key: secret, algorithm: 'HS256', iss: ISSUER, expiresIn: this.lifetime });
    this.verifier = createVerifier({ key: secret, algorithms: ['HS256'], allowedIss: ISSUER, requiredClaims: ['exp'] });
  }

  /** A token for `principal`; the same object gets the same token until half of its life is over. */
  sign(principal: Principal): string {
    const now = this.now();
    const known = this.signed.get(principal);
    if (known && now < known.renewAt) return known.token;
    const token = this.signer({ principal });
    this.signed.set(principal, { token, renewAt: now + this.lifetime / 2 });
    return token;
  }

  /** Whom the token speaks of; null where it is forged, expired or not ours. */
  verify(token: string): Principal | null {
    const now = this.now();
    const known = this.verified.get(token);
    if (known) {
      if (now < known.expiresAt) return known.principal;
      this.verified.delete(token);
      return null;
    }
    const parsed = this.parse(token);
    if (!parsed) return null;
    const expiresAt = parsed.exp * 1000;
    this.verified.set(token, { principal: parsed.principal, expiresAt });
    return now < expiresAt ? parsed.principal : null;
  }

  private parse(token: string): z.infer<typeof claims> | undefined {
    try {
      return claims.safeParse(this.verifier(token)).data;
    } catch {
      return undefined;
    }
  }

  private get lifetime(): number {
    return (this.options.lifetimeSeconds ?? 120) * 1000;
  }

  private now(): number {
    return this.options.now?.() ?? Date.now();
  }
}
