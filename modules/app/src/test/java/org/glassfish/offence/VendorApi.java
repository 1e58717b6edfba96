package org.glassfish.offence;

/** Stands for a server's own API, which the product must not use. */
public final class VendorApi {

    @Override
    public String toString() {
        return "vendor";
    }
}
