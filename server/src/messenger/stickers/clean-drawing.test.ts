import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cleanDrawing, DrawingRefused } from './clean-drawing.ts'
import { drawnStickers, OWN_PACKS } from './own-packs.ts'

const svg = (inside: string, about = 'viewBox="0 0 10 10"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${about}>${inside}</svg>`
const SHAPE = '<circle cx="5" cy="5" r="4" fill="#17694f"/>'

test('[STK-01/drawing] shapes, gradients and colours stay, and what a program has written beside them goes', () => {
  const drawn = svg(
    `<title>Лист</title><metadata><rdf:RDF xmlns:rdf="x"><a:b c="d"/></rdf:RDF></metadata><!-- draft --><sodipodi:namedview id="n"/>` +
      `<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs>` +
      `<g inkscape:label="слой" transform="translate(1 2) rotate(45)" class="a"><path d="M1 1L2 2z" fill="url(#g)"/></g>`,
    'viewBox="0 0 10 10" xmlns:inkscape="x" version="1.1"',
  )
  assert.equal(
    cleanDrawing(`<?xml version="1.0"?>\n${drawn}\n`),
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">' +
      '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs>' +
      '<g transform="translate(1 2) rotate(45)"><path d="M1 1L2 2z" fill="url(#g)"/></g></svg>',
  )
})

test('[STK-01/drawing] what could run, load, or hide something is refused', () => {
  const refused = [
    svg(`<script>alert(1)</script>${SHAPE}`),
    svg(`<foreignObject><p/></foreignObject>${SHAPE}`),
    svg(`<image href="http://evil.test/a.png"/>${SHAPE}`),
    svg(`<use href="#a"/>${SHAPE}`),
    svg(`<a href="http://evil.test">${SHAPE}</a>`),
    svg(`<animate attributeName="r"/>${SHAPE}`),
    svg(`<set attributeName="href"/>${SHAPE}`),
    svg(`<style>@import url(http://evil.test)</style>${SHAPE}`),
    svg(`<text>Купите</text>${SHAPE}`),
    svg('<circle r="4" onload="alert(1)"/>'),
    svg('<circle r="4" ONCLICK="alert(1)"/>'),
    svg('<circle r="4" style="fill:url(http://evil.test)"/>'),
    svg('<circle r="4" fill="url(http://evil.test#a)"/>'),
    svg('<circle r="4" fill="javascript:alert(1)"/>'),
    svg('<circle r="4" xlink:href="#a"/>'),
    svg('<path d="M0 0&#x22;/>"/>'),
    svg(SHAPE, 'viewBox="0 0 10 10" onload="alert(1)"'),
    svg(SHAPE, ''),
    `<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>${svg(`&a;${SHAPE}`)}`,
    svg(`<![CDATA[<script/>]]>${SHAPE}`),
    svg('&lt;script&gt;'),
    svg('<g>'.repeat(60) + SHAPE + '</g>'.repeat(60)),
    svg(`<g>${SHAPE}`),
    `${svg(SHAPE)}<script/>`,
    `<g>${SHAPE}</g>`,
    svg(`<svg:script/>${SHAPE}`.replace('svg:', 'ScRiPt x="')),
    '<svg',
    '',
  ]
  for (const text of refused) assert.throws(() => cleanDrawing(text), DrawingRefused, text.slice(0, 80))
})

test('[STK-01/drawing] nothing takes long, whatever it is made of', () => {
  const began = performance.now()
  for (const text of [
    `<svg${' '.repeat(120_000)}`,
    `<svg viewBox="${'1 '.repeat(60_000)}">`,
    '<!--'.repeat(30_000),
    '<g '.repeat(40_000),
    svg(`<g transform="${'rotate(1)'.repeat(1_000)}${' '.repeat(100_000)}!">${SHAPE}</g>`),
    svg(`<g ${'a="1" '.repeat(20_000)}!>${SHAPE}</g>`),
  ]) {
    assert.throws(() => cleanDrawing(text), DrawingRefused)
  }
  assert.ok(performance.now() - began < 5_000)
})

test('[STK-01/own] the drawings of the product pass as they are, each with words of its own', async () => {
  assert.equal(OWN_PACKS.length, 3)
  const words = new Set<string>()
  for (const pack of OWN_PACKS) {
    const stickers = await drawnStickers(pack)
    assert.ok(stickers.length >= 12)
    for (const { bytes, words: said } of stickers) {
      cleanDrawing(bytes.toString('utf8'))
      words.add(said)
    }
  }
  assert.equal(words.size, 39)
})
