import type { DecimalText } from '../text.js';

/** Config of `package`: every started package of `package_size` units costs `package_amount`. */
export type PackageConfig<Text = DecimalText, Count = number> = {
  readonly package_amount: Text;
  readonly package_size: Count;
};

/** Config of `package_with_allocation`: packages over what exceeds a free allocation of units. */
export type PackageWithAllocationConfig<Text = DecimalText> = {
  readonly package_amount: Text;
  readonly package_size: Text;
  readonly allocation: Text;
};

/** A tier bounded in units whose `per_unit` is the price of one package. */
export type PackageTier<Text = DecimalText> = { readonly tier_lower_bound: Text; readonly per_unit: Text };

/** Config of `tiered_package`: usage rounded up to packages, which graduate through tiers. */
export type TieredPackageConfig<Text = DecimalText> = {
  readonly tiers: readonly PackageTier<Text>[];
  readonly package_size: Text;
};

/** A package tier with the least the line may cost once usage reaches it. */
export type PackageTierWithMinimum<Text = DecimalText> = PackageTier<Text> & { readonly minimum_amount: Text };

/** Config of `tiered_package_with_minimum`: as `tiered_package`, floored by the minimum of the tier reached. */
export type TieredPackageWithMinimumConfig<Text = DecimalText, Count = number> = {
  readonly tiers: readonly PackageTierWithMinimum<Text>[];
  readonly package_size: Count;
};
