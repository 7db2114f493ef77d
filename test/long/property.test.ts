// The property tests of the loader with many more runs than a developer would wait for.
process.env.PGLAB_PROPERTY_RUNS ??= '5000'
await import('../lab/property.test.ts')
