/** Bytes of a body. */
export const BODY_LIMIT = 1_048_576;
