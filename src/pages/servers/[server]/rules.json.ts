import type { APIRoute, GetStaticPaths } from 'astro'
import { rulesText } from '../../../view/rules-file.ts'
import { type SiteServer, site } from '../../../view/site.ts'

/** The rules of one server in every posture. */
export const getStaticPaths = (() =>
  site().servers.map(({ id }) => ({ params: { server: id } }))) satisfies GetStaticPaths

export const GET: APIRoute = ({ params }) =>
  new Response(rulesText(site().byId.get(params['server'] as string) as SiteServer))
