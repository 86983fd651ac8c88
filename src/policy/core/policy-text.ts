import type { ReadDocument } from './document.ts'
import { type JsonDocument, readJsonDocument } from './json-document.ts'
import { readShell, type ShellText } from './shell-words.ts'
import { readTomlDocument } from './toml-document.ts'
import { readYamlDocument, type YamlDocument } from './yaml-document.ts'

/** A file as it was given, read in the way that a target asks for, once. */
export class PolicyText {
  /** Its path as it was given, with slashes; empty for standard input. */
  readonly file: string
  /** Its text without a byte order mark. */
  readonly text: string
  #json?: JsonDocument
  #yaml?: YamlDocument
  #toml?: ReadDocument
  #shell?: ShellText

  constructor(file: string, text: string) {
    this.file = file.replaceAll('\\', '/')
    this.text = text.replace(/^\uFEFF/, '')
  }

  /** As JSON with comments. */
  get json(): JsonDocument {
    this.#json ??= readJsonDocument(this.text)
    return this.#json
  }

  /** As YAML. */
  get yaml(): YamlDocument {
    this.#yaml ??= readYamlDocument(this.text)
    return this.#yaml
  }

  /** As TOML. */
  get toml(): ReadDocument {
    this.#toml ??= readTomlDocument(this.text)
    return this.#toml
  }

  /** As commands of a POSIX shell. */
  get shell(): ShellText {
    this.#shell ??= readShell(this.text)
    return this.#shell
  }

  /** Whether it begins as a JSON object does; comments may come first. */
  get looksLikeJson(): boolean {
    return this.json.root?.kind === 'map'
  }
}
