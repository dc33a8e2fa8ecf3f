import { Big } from 'big.js';
import { expect } from 'vitest';
import type { ExplanationNode } from '../../src/index.js';

/**
 * Every node of an explanation adds up, to the last printed digit: a sum is the sum of its children, a product the
 * product of its factors, exactly or within one unit of its last printed place where rows were settled (L6).
 */
export function expectToAddUp(node: ExplanationNode): void {
  if (node.fold === 'sum' && node.children.length > 0) expectSum(node);
  if (node.fold === 'product' && node.factors.length > 0) expectProduct(node);
  // What stands under a product explains its first factor, such as how many units were converted.
  if (node.fold === 'product' && node.factors.length > 0 && node.children.length > 0)
    expectSum({ ...node, amount: node.factors[0] ?? null });
  for (const child of node.children) expectToAddUp(child);
}

function expectSum(node: ExplanationNode): void {
  const sum = node.children.reduce((total, child) => total.plus(child.amount ?? 0), new Big(0));
  expect(sum.toFixed(), node.label).toBe(new Big(node.amount ?? 0).toFixed());
}

function expectProduct(node: ExplanationNode): void {
  const [numerator, denominator] = node.factors.reduce<[Big, Big]>(
    ([up, down], factor) => {
      const [n = '1', d = '1'] = factor.split('/');
      return [up.times(n), down.times(d)];
    },
    [new Big(1), new Big(1)],
  );
  const amount = node.amount ?? '0';
  const unit = new Big(10).pow(-(amount.split('.')[1]?.length ?? 0));
  // |amount − n/d| ≤ unit, kept in multiplications so that nothing is rounded here.
  const gap = new Big(amount).times(denominator).minus(numerator).abs();
  expect(gap.lte(unit.times(denominator)), `${node.label}: ${amount} against ${node.factors.join(' × ')}`).toBe(true);
}
