import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCss, printCss } from './css-rules.ts'
import { trimSheet } from './trim-vkui.ts'

const used = { classes: new Set(['vkuiButton__host', 'vkuiButton__sizeL']), properties: new Set(['--vkui--asked']) }

test('a style sheet that is taken apart and put together again is the same', () => {
  const css =
    '@import "a;b";:root{--a:url(data:x;base64,y);color:red}@media (min-width:1px){.a,.b:not(.c,.d){content:"}"}}@keyframes k{0%{top:0}to{top:1px}}'
  assert.equal(printCss(parseCss(css)), css)
})

test('rules of parts that nobody imports leave, and what only may match stays', () => {
  assert.equal(
    trimSheet('.vkuiButton__host,.vkuiAlert__host{a:b}.vkuiButton__host:not(.vkuiAlert__host){c:d}', used),
    '.vkuiButton__host{a:b}.vkuiButton__host:not(.vkuiAlert__host){c:d}',
  )
  assert.equal(trimSheet('@media print{.vkuiButton__host .vkuiAlert__host{a:b}}.own{c:d}', used), '.own{c:d}')
})

test('looks of other platforms leave, and the one that everybody starts from stays', () => {
  assert.equal(
    trimSheet('.vkui--vkIOS--light,:root{a:b}.vkui--vkCom--dark{c:d}', used),
    ':root{a:b}.vkui--vkCom--dark{c:d}',
  )
})

test('properties and movements that nothing reads leave', () => {
  const css =
    ':root{--vkui--a:var(--vkui--b);--vkui--b:1px;--vkui--c:2px;--vkui--asked:3px}.vkuiButton__host{top:var(--vkui--a);animation:in 1s}@keyframes in{to{top:0}}@keyframes out{to{top:0}}'
  const kept = trimSheet(css, used)
  assert.ok(!kept.includes('--vkui--c') && !kept.includes('@keyframes out'), kept)
  for (const part of ['--vkui--a:', '--vkui--b:', '--vkui--asked:', '@keyframes in'])
    assert.ok(kept.includes(part), part)
})
