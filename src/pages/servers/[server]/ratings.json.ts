import type { APIRoute, GetStaticPaths } from 'astro'
import { type SiteServer, site } from '../../../view/site.ts'
import { ratingsText } from '../../../view/stack-ratings.ts'

/** How every tool of one server is rated. */
export const getStaticPaths = (() =>
  site().servers.map(({ id }) => ({ params: { server: id } }))) satisfies GetStaticPaths

export const GET: APIRoute = ({ params }) =>
  new Response(ratingsText(site().byId.get(params['server'] as string) as SiteServer, site()))
