// JSON pointers, RFC 6901: parts behind slashes, in which ~ is written ~0 and / is written ~1.

/** A key as it is written in a pointer. */
export const pointerPart = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')

/** The key that a part of a pointer stands for. */
export const keyOfPart = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~')

/** The keys of a pointer in their order; none for the empty pointer, which is the whole document. */
export const keysOfPointer = (pointer: string): string[] => pointer.split('/').slice(1).map(keyOfPart)
