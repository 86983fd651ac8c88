import type { APIRoute } from 'astro'
import { site } from '../../view/site.ts'

/** Every attack, as its front matter has it. */
export const GET: APIRoute = () => new Response(`${JSON.stringify(site().content.attacks.attacks, null, 2)}\n`)
