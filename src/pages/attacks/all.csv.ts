import type { APIRoute } from 'astro'
import { attacksCsv } from '../../view/attacks-index.ts'
import { site } from '../../view/site.ts'

/** Every attack as a line. */
export const GET: APIRoute = () => new Response(attacksCsv(site()))
