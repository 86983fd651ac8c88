import type { APIRoute } from 'astro'
import { site } from '../../view/site.ts'
import { choosableText } from '../../view/stack-servers.ts'

/** All servers that can be chosen, with what configurations are matched by. */
export const GET: APIRoute = () => new Response(choosableText(site()))
