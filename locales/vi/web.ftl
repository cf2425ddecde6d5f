# What stands on every page, and the pages of errors.

demo-banner = Bản thử: mọi người ở đây đều là hư cấu và không có gì được gửi đi.
demo-start = Trang đầu
error-not-found-title = Không có trang này
error-not-found = Có thể địa chỉ bị gõ sai, hoặc nội dung không còn nữa.
error-forbidden-title = Quý vị không vào được trang này
error-forbidden = Có thể quý vị cần đăng nhập lại, hoặc quay lại và gửi biểu mẫu lần nữa.
error-refused-title = Chưa được
error-refused = Chúng tôi không đọc được nội dung đã gửi. Xin quay lại và thử lần nữa.
error-failed-title = Có trục trặc ở đây
error-failed = Đây không phải lỗi của quý vị. Những gì đã gửi trước đó không bị mất. Xin thử lại sau giây lát.
error-request = Số của yêu cầu này: { $id }
