import type { APIRoute } from 'astro'
import { ownRulesText } from '../../view/own-rules.ts'
import { site } from '../../view/site.ts'

/** The rules of the rating, for a browser that rates. */
export const GET: APIRoute = () => new Response(ownRulesText(site().content))
