//! Words for those whom money comes from and goes to, beside the persons helped, and for what they are known again by without being
//! readable. How a value is folded and hidden is said in the vault; who asks, in the service.
use super::word::words;

words! {
    /// As what somebody is known.
    Party {
        /// A person helped, as the payee of a payment.
        Beneficiary = "beneficiary",
        /// Who represents one, as the payee of a payment.
        Representative = "representative",
        /// A lawyer, as the payee of a payment.
        Lawyer = "lawyer",
        /// Any other payee of a payment.
        Payee = "payee",
        /// The donor of an inflow.
        Donor = "donor",
        /// An entry of a register.
        Listed = "listed",
        /// Who owes on an order.
        Offender = "offender",
        /// A person helped, by the identity: found in the index of identities, and kept there alone.
        Identity = "identity",
    }
}

words! {
    /// What a term of a party says.
    PartyTermKind {
        /// An account.
        Account = "account",
        /// A FIN, VÖEN, registration or paper's number.
        Number = "number",
        /// A name.
        Name = "name",
        /// The case of an order, whatever the order decides.
        Case = "case",
    }
}

words! {
    /// Whose an account is beside the payee's.
    AccountOf {
        /// Another person helped, by identity or as a payee.
        OtherBeneficiary = "other_beneficiary",
        /// A lawyer's, and the payee is none.
        Lawyer = "lawyer",
        /// Somebody's of the staff.
        Staff = "staff",
        /// Somebody's whom an order names as an offender.
        Offender = "offender",
        /// A donor's.
        Donor = "donor",
    }
}
