/** The name that OpenCode gives a tool, which its rules must use. Tried with 1.18.33. */
export const permissionKey = (serverKey: string, tool: string): string => `${plain(serverKey)}_${plain(tool)}`

/** A server’s part of such names. */
export const plain = (name: string): string => name.replace(/[^A-Za-z0-9_-]/g, '_')

/** Names of permissions of OpenCode’s own that a tool of a server could have. */
export const OWN_PERMISSIONS: readonly string[] = ['external_directory', 'doom_loop']
