import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isCssColour } from '../../src/schema/css-colour.ts'

test('colours as CSS writes them', () => {
  for (const colour of [
    '#fff',
    '#1D5C50',
    '#1d5c5080',
    'teal',
    'RebeccaPurple',
    'rgb(29 92 80)',
    'rgb(29, 92, 80)',
    'rgba(29, 92, 80, .5)',
    'rgb(10% 20% 30% / 50%)',
    'hsl(168deg 52% 24%)',
    'oklch(45% 0.07 175 / 0.9)',
  ])
    assert.ok(isCssColour(colour), colour)
})

test('nothing that is more than a colour, or none', () => {
  for (const text of [
    '',
    'tealish',
    '#12',
    '#12345',
    '#ggg',
    'red; } body { display: none',
    'red}',
    'red/**/',
    'rgb(1 2)',
    'rgb(1 2 3',
    'rgb(1 2 3) url(https://example.org/x)',
    'rgb(var(--x) 2 3)',
    'url(https://example.org/x)',
    'expression(alert(1))',
    'red\n',
    ' red',
    'rgb(1 2 3)\n}',
    '</style><script>alert(1)</script>',
    '\\72 ed',
    `rgb(${'1'.repeat(1000)} 2 3)`,
  ])
    assert.ok(!isCssColour(text), text)
})
