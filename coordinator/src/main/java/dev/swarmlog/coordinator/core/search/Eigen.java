package dev.swarmlog.coordinator.core.search;

/** Eigenvalues and eigenvectors of symmetric matrices, by Jacobi's rotations: short, and exact to the last digits. */
final class Eigen {
    private static final int SWEEPS_MAX = 60;

    private Eigen() {}

    /**
     * Row-major. The matrix is used up: its diagonal holds the eigenvalues, and column k of the vectors is that of the
     * k-th.
     */
    static void decompose(double[] matrix, double[] vectors, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                vectors[i * n + j] = i == j ? 1 : 0;
            }
        }
        for (int sweep = 0; sweep < SWEEPS_MAX && !isDiagonal(matrix, n); sweep++) {
            for (int p = 0; p < n - 1; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(matrix, vectors, n, p, q);
                }
            }
        }
    }

    private static boolean isDiagonal(double[] a, int n) {
        double off = 0;
        double on = 0;
        for (int i = 0; i < n; i++) {
            on += a[i * n + i] * a[i * n + i];
            for (int j = i + 1; j < n; j++) {
                off += a[i * n + j] * a[i * n + j];
            }
        }
        return off <= 1e-32 * on;
    }

    private static void rotate(double[] a, double[] v, int n, int p, int q) {
        double apq = a[p * n + q];
        if (apq == 0) {
            return;
        }
        double theta = (a[q * n + q] - a[p * n + p]) / (2 * apq);
        double t = Math.copySign(1 / (Math.abs(theta) + Math.sqrt(theta * theta + 1)), theta);
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (int k = 0; k < n; k++) {
            double akp = a[k * n + p];
            double akq = a[k * n + q];
            a[k * n + p] = c * akp - s * akq;
            a[k * n + q] = s * akp + c * akq;
        }
        for (int k = 0; k < n; k++) {
            double apk = a[p * n + k];
            double aqk = a[q * n + k];
            a[p * n + k] = c * apk - s * aqk;
            a[q * n + k] = s * apk + c * aqk;
        }
        a[p * n + q] = 0;
        a[q * n + p] = 0;
        for (int k = 0; k < n; k++) {
            double vkp = v[k * n + p];
            double vkq = v[k * n + q];
            v[k * n + p] = c * vkp - s * vkq;
            v[k * n + q] = s * vkp + c * vkq;
        }
    }
}
