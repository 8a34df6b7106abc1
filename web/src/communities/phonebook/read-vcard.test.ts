import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readVCards } from './read-vcard.ts'

test('[CNT-02/vcard] versions 3.0 and 4.0: groups, parameters, folded lines, escapes', () => {
  const text = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    'N:Соколова;Марина;Игоревна;;',
    'FN:Марина Игоревна\\, класс',
    ' ный руководитель',
    'item1.TEL;TYPE=CELL;TYPE=pref:+7 (999) 123-45-67',
    'TEL;TYPE=WORK:8 495 123-45-68',
    'EMAIL:m@school.test',
    'END:VCARD',
    'BEGIN:VCARD',
    'VERSION:4.0',
    'N:Петров;Пётр;;;',
    'TEL;VALUE=uri;TYPE="voice,cell":tel:+7-999-123-45-69',
    'END:VCARD',
  ].join('\r\n')
  assert.deepEqual(readVCards(text), [
    { name: 'Марина Игоревна, классный руководитель', numbers: ['+7 (999) 123-45-67', '8 495 123-45-68'] },
    { name: 'Петров Пётр', numbers: ['+7-999-123-45-69'] },
  ])
})

test('[CNT-02/vcard] version 2.1 of old phones: quoted letters over two lines', () => {
  const text = [
    'BEGIN:VCARD',
    'VERSION:2.1',
    'FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=90=D0=BD=D0=',
    '=BD=D0=B0',
    'TEL;CELL:89991234567',
    'END:VCARD',
  ].join('\n')
  assert.deepEqual(readVCards(text), [{ name: 'Анна', numbers: ['89991234567'] }])
})

test('[CNT-02/vcard] who has no number is passed over, and a file of something else names nobody', () => {
  assert.deepEqual(readVCards('BEGIN:VCARD\nFN:Без номера\nEND:VCARD'), [])
  for (const text of ['', 'TEL:+79991234567', '{"a":1}', '\u0000\u0001\n =x']) assert.deepEqual(readVCards(text), [])
})
