/** A parameter's name in snake_case, as the patterns about parameters are written. */
export const snake = (name: string) => name.slice(0, 100).replace(/([a-z0-9])([A-Z])/g, '$1_$2')
