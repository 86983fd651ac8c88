import type { APIRoute } from 'astro'
import { mitigationsData } from '../../view/mitigation-pages.ts'
import { site } from '../../view/site.ts'

/** Mitigations with their targets and attacks. */
export const GET: APIRoute = () => new Response(`${JSON.stringify(mitigationsData(site()), null, 2)}\n`)
