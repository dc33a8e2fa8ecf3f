/**
 * Results to pictures: self-contained SVG, and the pages of an invoice and of a portal as self-contained HTML.
 *
 * Owns how things are drawn: markup that escapes every text, colours for light and dark grounds, scales, ticks of numbers
 * and of local time, labels that fit, the timeline, the price curve, the balance and the pages. Does not own what is shown: it is handed rows and instants
 * and documents, and at most adds up what stands on one. Invariants: text of a document never becomes markup; a picture fetches
 * nothing and runs nothing; every picture says in words what it shows; the same input gives the same bytes.
 *
 * @module pictures
 */
export {
  coordinate,
  element,
  escaped,
  styleElement,
  together,
  type Attributes,
  type Content,
  type Markup,
} from './markup.js';
export { filled, pictureStyles, stroked, tinted, type Tone } from './palette.js';
export { writePicture, type Picture } from './picture.js';
export { linearScale, niceTicks, type Scale } from './scale.js';
export { dateInWords, timeTicks, type TimeTick } from './time-ticks.js';
export { shortened, widthOf } from './label.js';
export { drawAxis, type AxisPlace, type AxisTick } from './axis.js';
export type { TimelineBar } from './timeline-bar.js';
export {
  drawTimelinePicture,
  type Timeline,
  type TimelineGroup,
  type TimelineMark,
  type TimelineRow,
} from './timeline.js';
export { drawBalancePicture, type BalanceHistory, type BalanceLevel } from './balance.js';
export type { BalanceFrame } from './balance-frame.js';
export { thinned, type BalancePoint } from './balance-line.js';
export type { BalanceMark, BalanceMarkKind } from './balance-marks.js';
export { inFigures } from './figure.js';
export { drawCurvePicture, type Curve, type CurveMark, type CurvePlace } from './curve.js';
export { drawCurveAxes, type CurveAxes, type CurveFrame } from './curve-axes.js';
export { renderPage, type PageInvoice } from './invoice-page/render-page.js';
export type { Link, PageSettings, Party } from './invoice-page/page-settings.js';
export { renderNotice, renderPortal } from './portal-page/render-portal.js';
export type {
  Portal,
  PortalComing,
  PortalCredits,
  PortalInvoiceRow,
  PortalSubscription,
} from './portal-page/portal.js';
