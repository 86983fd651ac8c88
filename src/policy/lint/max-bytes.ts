/** Larger files are not read: people write none, and every parser is bounded by it. */
export const MAX_BYTES = 1 << 20
