import type { APIRoute, GetStaticPaths } from 'astro'
import { site } from '../../view/site.ts'

export const getStaticPaths = (() =>
  site().content.attacks.detections.map(({ id }) => ({ params: { detection: id } }))) satisfies GetStaticPaths

/** The file of a Sigma rule. */
export const GET: APIRoute = ({ params }) =>
  new Response(site().content.attacks.detections.find(({ id }) => id === params['detection'])?.text)
