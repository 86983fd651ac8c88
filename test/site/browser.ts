import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

/** A real headless Chromium; the one that comes through npm, or the one that POLICYBOOK_CHROMIUM names. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env['POLICYBOOK_CHROMIUM'] ?? (await chromium.executablePath())
  return playwright.launch({ executablePath, args: [...chromium.args, '--no-sandbox'], headless: true })
}
