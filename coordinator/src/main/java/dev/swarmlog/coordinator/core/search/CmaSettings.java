package dev.swarmlog.coordinator.core.search;

/**
 * How CMA-ES learns, by dimension and population; all of it from Hansen, The CMA Evolution Strategy: A Tutorial (2016),
 * table 1, with negative weights.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and read for each candidate
record CmaSettings(
        int lambda,
        double[] weights,
        double muEff,
        double cSigma,
        double dSigma,
        double cc,
        double c1,
        double cMu,
        double expectedNorm) {

    static int usualPopulation(int dimensions) {
        return 4 + (int) (3 * StrictMath.log(dimensions));
    }

    static CmaSettings of(int n, int lambda) {
        double[] weights = new double[lambda];
        double plus = 0;
        double plusSquares = 0;
        double minus = 0;
        double minusSquares = 0;
        int mu = lambda / 2;
        for (int i = 0; i < lambda; i++) {
            weights[i] = StrictMath.log((lambda + 1) / 2.0) - StrictMath.log(i + 1.0);
            if (i < mu) {
                plus += weights[i];
                plusSquares += weights[i] * weights[i];
            } else {
                minus += weights[i];
                minusSquares += weights[i] * weights[i];
            }
        }
        double muEff = plus * plus / plusSquares;
        double muEffMinus = minusSquares == 0 ? 0 : minus * minus / minusSquares;
        double c1 = 2 / ((n + 1.3) * (n + 1.3) + muEff);
        double cMu = Math.min(1 - c1, 2 * (0.25 + muEff - 2 + 1 / muEff) / ((n + 2.0) * (n + 2.0) + muEff));
        double least = Math.min(1 + c1 / cMu, Math.min(1 + 2 * muEffMinus / (muEff + 2), (1 - c1 - cMu) / (n * cMu)));
        for (int i = 0; i < lambda; i++) {
            weights[i] *= weights[i] >= 0 ? 1 / plus : least / -minus;
        }
        double cSigma = (muEff + 2) / (n + muEff + 5);
        return new CmaSettings(
                lambda,
                weights,
                muEff,
                cSigma,
                1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (n + 1)) - 1) + cSigma,
                (4 + muEff / n) / (n + 4 + 2 * muEff / n),
                c1,
                cMu,
                Math.sqrt(n) * (1 - 1 / (4.0 * n) + 1 / (21.0 * n * n)));
    }
}
