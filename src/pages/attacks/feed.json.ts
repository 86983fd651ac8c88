import type { APIRoute } from 'astro'
import { attacksFeed } from '../../view/attacks-index.ts'
import { site } from '../../view/site.ts'

/** The feed. */
export const GET: APIRoute = (context) =>
  new Response(`${JSON.stringify(attacksFeed(site(), context.site?.origin ?? ''), null, 2)}\n`)
