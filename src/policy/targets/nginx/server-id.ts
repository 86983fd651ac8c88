/**
 * The server's key as a part of names of variables and zones, which take letters, digits and underscores and do not tell upper
 * case from lower. Two keys never have the same one: the second map of one name would silently replace the first.
 */
export function serverId(serverKey: string): string {
  const plain = serverKey.replace(/[^A-Za-z0-9]/g, '_').toLowerCase()
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(serverKey) ? plain : `${plain}_${hash(serverKey)}`
}

/** FNV-1a of the characters, as eight hexadecimal digits; not a secret, only different. */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) as number), 0x01000193) >>> 0
  return value.toString(16).padStart(8, '0')
}
