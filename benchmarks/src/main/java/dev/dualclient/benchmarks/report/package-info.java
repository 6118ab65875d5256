/** What every benchmark ends with: {@link dev.dualclient.benchmarks.report.Target}s, and the page that shows them. */
@NullMarked
package dev.dualclient.benchmarks.report;

import org.jspecify.annotations.NullMarked;
