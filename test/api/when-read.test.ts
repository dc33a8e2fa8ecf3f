import { describe, expect, it } from 'vitest';
import { writeWhenRead } from '../../src/api/encode/when-read.js';

describe('what is written when it is read', () => {
  const counted = () => {
    const calls: string[] = [];
    const write = (key: string) => () => {
      calls.push(key);
      return { key };
    };
    const object = writeWhenRead({ invoice: 1 }, { entries: write('entries'), effects: write('effects') });
    return { object, calls };
  };

  it('is written once, each key on its own, even if the object is frozen', () => {
    const { object, calls } = counted();
    Object.freeze(object);
    expect(calls).toEqual([]);
    expect(object.effects).toBe(object.effects);
    expect([object.effects, calls]).toEqual([{ key: 'effects' }, ['effects']]);
  });

  it('is the own of the object, for JSON, copies and comparison', () => {
    const { object } = counted();
    const plain = { invoice: 1, entries: { key: 'entries' }, effects: { key: 'effects' } };
    expect(JSON.stringify(object)).toBe(JSON.stringify(plain));
    expect({ ...object }).toEqual(plain);
    expect(object).toEqual(plain);
  });

  it('is read by one getter in all objects, so that no object keeps what another was written from', () => {
    const [a, b] = [counted().object, counted().object].map((object): unknown => {
      return Reflect.get(Object.getOwnPropertyDescriptor(object, 'effects') ?? {}, 'get');
    });
    expect(a).toBeTypeOf('function');
    expect(a).toBe(b);
  });

  it('stays null if that is what was written', () => {
    let times = 0;
    const object = writeWhenRead({}, { workings: () => (times += 1) && null });
    expect([object.workings, object.workings, times]).toEqual([null, null, 1]);
  });
});
