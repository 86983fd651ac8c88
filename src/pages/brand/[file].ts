import type { APIRoute, GetStaticPaths } from 'astro'
import { type BrandFile, brand } from '../../view/site-config.ts'

export const getStaticPaths = (() =>
  brand().files.map((file) => ({ params: { file: file.name }, props: { file } }))) satisfies GetStaticPaths

export const GET = (({ props }) => {
  const { bytes, type } = (props as { file: BrandFile }).file
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': type } })
}) satisfies APIRoute
