/** What usage comes to: prices evaluated over events, usage and cost of a subscription or a customer. */
export { evaluatePrices, evaluatePreviewEvents } from './evaluate-prices.js';
export { evaluatePrice } from './evaluate-price.js';
export type { EvaluatedPriceResult } from './evaluate.js';
export { costReport, type CostReport, type CostReportInput, type CustomCostReportInput } from './cost-report.js';
export { costReportToMeasure } from './cost-report-to-measure.js';
export type { UnmatchedUsage } from './unmatched-usage.js';
export type { CostGroup, CostRow, PriceCost } from './encode/costs.js';
export { usageReport, type UsageReportInput } from './usage-report.js';
export { usageReportToMeasure } from './usage-report-to-measure.js';
export { evaluationToMeasure, type EvaluationToMeasureInput } from './evaluation-to-measure.js';
export type { MeasureQuestion, ReportQuestion } from './report-meter.js';
export type { DimensionalGroupInput } from '../usage/dimensional-group-input.js';
export type { MeasuredUsage, ReportedPriceInterval, ReportedSubscription, ReportInput } from './report-inputs.js';
export type {
  CustomEvaluatePriceInput,
  CustomEvaluatePricesInput,
  EvaluatePriceInput,
  EvaluatePricesInput,
} from './evaluation-inputs.js';
