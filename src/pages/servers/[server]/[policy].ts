import type { APIRoute, GetStaticPaths } from 'astro'
import { policyFile, serverPolicies } from '../../../view/server-page.ts'
import { type SiteServer, site } from '../../../view/site.ts'

/** One policy file a server and format. */
export const getStaticPaths = (() =>
  site().servers.flatMap((server) =>
    serverPolicies(server).map(({ format, snippet }) => ({
      params: { server: server.id, policy: policyFile(format.id, snippet.language) },
    })),
  )) satisfies GetStaticPaths

export const GET: APIRoute = ({ params }) => {
  const server = site().byId.get(params['server'] as string) as SiteServer
  const policy = serverPolicies(server).find(
    ({ format, snippet }) => policyFile(format.id, snippet.language) === params['policy'],
  )
  return new Response(policy?.snippet.text)
}
