import type { APIRoute, GetStaticPaths } from 'astro'
import { policyFiles, policyText } from '../../../view/server-page.ts'
import { site } from '../../../view/site.ts'

/** One policy file for each server, target and posture. */
export const getStaticPaths = (() =>
  site().servers.flatMap((server) =>
    policyFiles().map(({ file, target, posture }) => ({
      params: { server: server.id, policy: file },
      props: { target, posture },
    })),
  )) satisfies GetStaticPaths

export const GET: APIRoute = ({ params, props }) =>
  new Response(policyText(site(), params['server'] as string, props as ReturnType<typeof policyFiles>[number]))
