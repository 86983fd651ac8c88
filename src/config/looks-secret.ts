/** How keys of well-known services begin. */
const PREFIXES =
  /(?:^|[^a-z0-9])(?:sk|pk|rk|xox[a-z]|gh[a-z]|github_pat|glpat|npm|ntn|secret|sbp|tvly|figd|sntry[a-z]|hf|gsk|shpat|lin_api|dop_v1|pat|ctx7sk|whsec|xapp|akia|eyj)[-_][\w-]{12,}/i

/** A part of a token without the marks that join words. */
const RUN = /[a-z0-9]{16,}/gi

/**
 * Whether a text that stands where a name is expected looks like a credential, so that it must not be repeated: a known
 * beginning, a UUID, or a long run of letters and digits mixed as no word mixes them. It also refuses some odd names.
 */
export function looksSecret(text: string): boolean {
  if (PREFIXES.test(text) || /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-/i.test(text)) return true
  return (text.match(RUN) ?? []).some((run) => {
    const digits = run.replace(/\D/g, '').length
    const changes = (run.match(/[a-z][A-Z](?![a-z]{2})|[a-z][0-9]|[0-9][a-z]/gi) ?? []).length
    return digits >= 3 && changes >= 3 ? true : run.length >= 32 && digits >= 3
  })
}
