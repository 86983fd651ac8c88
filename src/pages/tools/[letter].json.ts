import type { APIRoute, GetStaticPaths } from 'astro'
import { site } from '../../view/site.ts'
import { lettersOf, namesText } from '../../view/tool-names.ts'

/** Who offers the tools whose names begin with a letter. */
export const getStaticPaths = (() =>
  lettersOf(site()).map((letter) => ({ params: { letter } }))) satisfies GetStaticPaths

export const GET: APIRoute = ({ params }) => new Response(namesText(site(), params['letter'] as string))
