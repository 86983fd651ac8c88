import assert from 'node:assert/strict'
import { test } from 'node:test'
import { textLanguage } from '../../src/view/text-language.ts'

test('a text in a script of one language is in that language', () => {
  for (const [text, language] of [
    ['将一个高德经纬度坐标转换为行政区划地址信息', 'zh'],
    ['根据用户传入的 location，搜索出 radius 半径范围内的 POI 信息', 'zh'],
    ['課題の一覧を取得します', 'ja'],
    ['プロジェクト情報', 'ja'],
    ['이슈를 만듭니다', 'ko'],
    ['Возвращает список задач, созданных в проекте, и их новые версии. Это всё.', 'ru'],
    ['Повертає список завдань із їхніми змінами', 'uk'],
    ['Επιστρέφει τη λίστα', 'el'],
    ['מחזיר את הרשימה', 'he'],
    ['ส่งคืนรายการ', 'th'],
  ] as const)
    assert.equal(textLanguage(text), language, text)
})

test('nothing is said where the script does not decide', () => {
  for (const text of [
    '',
    'Create a new issue.',
    'Crée un ticket — «urgent»',
    'Searches Amap (高德) for places near a point, and returns names, addresses and distances.',
    'Списък на задачите',
    '→ 100 %',
  ])
    assert.equal(textLanguage(text), undefined, text)
})
