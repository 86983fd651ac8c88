import type { APIRoute } from 'astro'
import { atlasLayer } from '../../view/atlas-layer.ts'
import { site } from '../../view/site.ts'

/** The layer for the ATLAS Navigator. */
export const GET: APIRoute = (context) =>
  new Response(`${JSON.stringify(atlasLayer(site(), context.site?.origin ?? ''), null, 2)}\n`)
