import type { APIRoute } from 'astro'
import { site } from '../../view/site.ts'
import { stixBundle } from '../../view/stix-bundle.ts'

/** The catalogue of attacks in STIX 2.1. */
export const GET: APIRoute = (context) =>
  new Response(`${JSON.stringify(stixBundle(site(), context.site?.origin ?? ''), null, 2)}\n`)
