import { describe, expect, test } from 'vitest';
import { readSize, sizeByKey } from './panel-size.ts';

const limits = { min: 200, max: 400 };

describe('a size that was remembered', () => {
  test.each([
    ['250', 250],
    ['250.4', 250],
    ['199', null],
    ['401', null],
    ['wide', null],
    ['', null],
    [null, null],
  ])('%s is read as %s', (text, px) => {
    expect(readSize(text, limits)).toBe(px);
  });
});

describe('the keys of a separator', () => {
  test.each([
    ['ArrowRight', 300, 316],
    ['ArrowDown', 395, 400],
    ['ArrowLeft', 300, 284],
    ['ArrowUp', 205, 200],
    ['Home', 300, 200],
    ['End', 300, 400],
    ['Enter', 300, null],
    ['Tab', 300, undefined],
  ])('%s at %s comes to %s', (key, px, size) => {
    expect(sizeByKey(key, px, limits)).toBe(size);
  });
});
