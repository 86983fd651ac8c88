import { Document, parse } from 'yaml'
import type { Combine } from './combine.ts'
import { mergedValues } from './merge-values.ts'
import { quotedYaml } from './quoted-yaml.ts'

/** YAML documents as one, member by member. */
export const mergedYaml: Combine = { join: (texts) => quotedYaml(new Document(mergedValues(texts, parse))) }
