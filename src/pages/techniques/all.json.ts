import type { APIRoute } from 'astro'
import { site } from '../../view/site.ts'
import { techniquesData } from '../../view/technique-page.ts'

/** Techniques, logs and Sigma rules. */
export const GET: APIRoute = () => new Response(`${JSON.stringify(techniquesData(site()), null, 2)}\n`)
