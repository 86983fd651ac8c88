/** Names that begin with no Latin letter or digit. */
export const OTHER = 'other'

/** The part of the list of names that a name is in: its first letter or digit, or `other`. */
export const letterOf = (name: string): string => /^[a-z0-9]/i.exec(name)?.[0].toLowerCase() ?? OTHER
