import { createHash } from 'node:crypto'

/**
 * A UUID of version 5: the same for the same name, whoever computes it and when. Source: RFC 9562, section 5.5.
 * @param namespace another UUID.
 */
export function uuid5(namespace: string, name: string): string {
  const digest = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16)
  // The version in the upper half of byte 6, the variant in the two upper bits of byte 8.
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x50, 6)
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8)
  return digest.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The namespace of names that are addresses. Source: RFC 9562, section 6.6. */
export const URL_NAMESPACE = '6ba7b811-9dad-11d1-80b4-00c04fd430c8'
