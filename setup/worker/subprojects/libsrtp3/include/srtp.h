// The part of libsrtp 3 that mediasoup calls, on the libsrtp 2 that Debian ships.
#pragma once
#include <srtp2/srtp.h>

#ifdef __cplusplus
#include <cstddef>
#include <cstdint>
#include <cstring>

#define srtp_err_status_buffer_small static_cast<srtp_err_status_t>(28)
#define srtp_err_status_cryptex_err static_cast<srtp_err_status_t>(29)
#define srtp_stream_remove srtp_remove_stream

// libsrtp 3 hides its policy behind a pointer and keeps a copy of the key in it.
struct srtp3_policy
{
	srtp_policy_t policy;
	uint8_t key[64];
};
using srtp3_policy_t = srtp3_policy*;

inline srtp_err_status_t srtp_policy_create(srtp3_policy_t* policy)
{
	*policy = new srtp3_policy{};
	return srtp_err_status_ok;
}

inline void srtp_policy_destroy(srtp3_policy_t policy)
{
	if (policy)
	{
		explicit_bzero(policy->key, sizeof(policy->key));
	}
	delete policy;
}

inline srtp_err_status_t srtp_policy_set_ssrc(srtp3_policy_t policy, srtp_ssrc_t ssrc)
{
	policy->policy.ssrc = ssrc;
	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_profile(srtp3_policy_t policy, srtp_profile_t profile)
{
	const srtp_err_status_t status =
	  srtp_crypto_policy_set_from_profile_for_rtp(&policy->policy.rtp, profile);

	return status ? status : srtp_crypto_policy_set_from_profile_for_rtcp(&policy->policy.rtcp, profile);
}

inline srtp_err_status_t srtp_policy_add_key(
  srtp3_policy_t policy,
  const uint8_t* key,
  size_t keyLen,
  const uint8_t* salt,
  size_t saltLen,
  const uint8_t* /*mki*/,
  size_t /*mkiLen*/)
{
	if (keyLen + saltLen > sizeof(policy->key))
	{
		return srtp_err_status_bad_param;
	}
	std::memcpy(policy->key, key, keyLen);
	std::memcpy(policy->key + keyLen, salt, saltLen);
	policy->policy.key = policy->key;
	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(srtp3_policy_t policy, bool allow)
{
	policy->policy.allow_repeat_tx = allow;
	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(srtp3_policy_t policy, size_t size)
{
	policy->policy.window_size = size;
	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_create(srtp_t* session, srtp3_policy_t policy)
{
	return ::srtp_create(session, &policy->policy);
}

// libsrtp 2 works in place on one buffer, libsrtp 3 from one buffer into another, whose size `outLen` brings.
template<auto Call, size_t Growth = 0>
inline srtp_err_status_t srtp2_in_place(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen)
{
	if (inLen + Growth > *outLen)
	{
		return srtp_err_status_buffer_small;
	}
	if (in != out)
	{
		std::memmove(out, in, inLen);
	}
	int len = static_cast<int>(inLen);
	const srtp_err_status_t status = Call(session, out, &len);
	*outLen = static_cast<size_t>(len);
	return status;
}

inline srtp_err_status_t srtp_protect(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t /*mkiIndex*/)
{
	constexpr srtp_err_status_t (*protect)(srtp_t, void*, int*) = ::srtp_protect;

	return srtp2_in_place<protect, SRTP_MAX_TRAILER_LEN>(session, in, inLen, out, outLen);
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen)
{
	constexpr srtp_err_status_t (*unprotect)(srtp_t, void*, int*) = ::srtp_unprotect;

	return srtp2_in_place<unprotect>(session, in, inLen, out, outLen);
}

inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t /*mkiIndex*/)
{
	constexpr srtp_err_status_t (*protect)(srtp_t, void*, int*) = ::srtp_protect_rtcp;

	return srtp2_in_place<protect, SRTP_MAX_TRAILER_LEN>(session, in, inLen, out, outLen);
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen)
{
	constexpr srtp_err_status_t (*unprotect)(srtp_t, void*, int*) = ::srtp_unprotect_rtcp;

	return srtp2_in_place<unprotect>(session, in, inLen, out, outLen);
}

#define srtp_policy_t srtp3_policy_t
#endif
