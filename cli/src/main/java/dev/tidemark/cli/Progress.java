package dev.tidemark.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// How far something is, as a bar on standard error for as long as it is open. For people: where nobody watches, there
/// is none.
public final class Progress implements AutoCloseable {
    private final @Nullable ProgressBar bar;

    private Progress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /// A bar at its begin.
    ///
    /// @param task   what is done
    /// @param unit   what is counted
    /// @param total  how many there are; -1 where that cannot be known beforehand
    /// @param wanted whether there should be one at all
    public static Progress begin(String task, String unit, long total, boolean wanted) {
        if (!wanted || !Terminal.isError()) {
            return new Progress(null);
        }
        return new Progress(new ProgressBarBuilder()
                .setTaskName(task)
                .setUnit(" " + unit, 1)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(250)
                .clearDisplayOnFinish()
                .build());
    }

    /// So many more are done.
    void step(long by) {
        if (bar != null) {
            bar.stepBy(by);
        }
    }

    /// So many are done, of so many, and what else there is to say.
    public void at(long done, long total, String remark) {
        if (bar != null) {
            bar.maxHint(total);
            bar.stepTo(done);
            bar.setExtraMessage(remark);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
