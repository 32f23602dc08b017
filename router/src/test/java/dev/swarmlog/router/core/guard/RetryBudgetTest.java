package dev.swarmlog.router.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RetryBudgetTest {
    private static final long NOW = 1_000_000;

    @Test
    void whoSendsLittleMayStillRetryNowAndThen() {
        RetryBudget budget = new RetryBudget(0.2, 1);

        assertThat(retry(budget, NOW, 100)).isEqualTo(10);
        assertThat(retry(budget, NOW + 5_000, 100)).isZero();
        assertThat(retry(budget, NOW + 10_000, 100)).isEqualTo(10);
    }

    @Test
    void retriesStayUnderTheShareOfFirstAttempts() {
        RetryBudget budget = new RetryBudget(0.2, 0);
        long firsts = 0;
        long retries = 0;

        for (long now = NOW; now < NOW + 60_000; now += 10) {
            budget.first(now);
            firsts++;
            retries += retry(budget, now, 3);
        }

        assertThat(retries).isBetween((long) (firsts * 0.19), (long) (firsts * 0.2));
    }

    @Test
    void whatNeedsNoLeaveIsUsedUpAllTheSame() {
        RetryBudget budget = new RetryBudget(0.2, 1);
        for (int i = 0; i < 100; i++) {
            budget.retried(NOW);
        }

        assertThat(budget.mayRetry(NOW + 9_999)).isFalse();
        assertThat(budget.mayRetry(NOW + 10_000)).isTrue();
    }

    @Test
    void aClockThatGoesBackDoesNoHarm() {
        RetryBudget budget = new RetryBudget(0.2, 1);
        retry(budget, NOW, 100);

        assertThat(budget.mayRetry(NOW - 60_000)).isFalse();
    }

    private static int retry(RetryBudget budget, long now, int wanted) {
        int made = 0;
        while (made < wanted && budget.mayRetry(now)) {
            budget.retried(now);
            made++;
        }
        return made;
    }
}
