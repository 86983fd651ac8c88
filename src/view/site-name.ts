/** The name of the site, in titles, feeds, pictures and data. */
export const siteName = (): string => 'Policybook'
