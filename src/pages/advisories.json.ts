import type { APIRoute } from 'astro'
import { advisoriesData } from '../view/advisories.ts'
import { site } from '../view/site.ts'

/** Known vulnerabilities of packages, with the servers of the catalogue that have them. */
export const GET: APIRoute = () => new Response(`${JSON.stringify(advisoriesData(site()), null, 2)}\n`)
