import type { APIRoute } from 'astro'
import { atlasLayer } from '../../view/attacks-index.ts'
import { site } from '../../view/site.ts'

/** The layer for the ATLAS Navigator. */
export const GET: APIRoute = () => new Response(`${JSON.stringify(atlasLayer(site()), null, 2)}\n`)
